"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useRef, useState, useTransition } from "react";

import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Toast } from "@/components/ui/toast";
import { formatTime, type Reader } from "@/lib/shared/format";

import { type DropAction, DropDialog } from "./drop-dialog";
import { type DropWords, filled, whenOf, type Wish } from "./drop-words";
import { type Draggable, useDrag } from "./use-drag";

type Props = Draggable & {
  action: DropAction;
  company: string;
  /** Where the appointments have their addresses. */
  base: string;
  reader: Reader;
  words: DropWords;
  mayOverride: boolean;
  children: ReactNode;
};

type Moved = { wish: Wish; version: number; notify: string };
type Said = { text: string; moved: Moved | null; href: string | null };

/** Lets the calendar inside be changed with the mouse: lift, drop, confirm, and take back. */
export function CalendarMoves({
  action,
  company,
  base,
  reader,
  words,
  mayOverride,
  ...props
}: Props) {
  const { columns, events, hours, children } = props;
  const area = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [isUndoing, startUndo] = useTransition();
  const router = useRouter();
  const ask = useCallback((dropped: Wish) => {
    setSaid(null);
    setWish(dropped);
  }, []);
  const lifted = useDrag(area, { columns, events, hours }, ask);
  const hrefOf = ({ event }: Wish) => `${base}/${event.id}`;

  const say = (sentence: string, of: Wish, moved: Moved | null) => {
    const when = whenOf(of, { reader, words });
    setSaid({
      text: filled(sentence, { name: of.event.customer.name, when }),
      moved,
      href: null,
    });
    router.refresh();
  };
  const undo = ({ wish: done, version, notify }: Moved) => {
    startUndo(async () => {
      const before = { ...done, startsAt: done.event.startsAt, staff: done.event.staff };
      const form = new FormData();
      for (const [field, value] of Object.entries({
        company,
        appointmentId: before.event.id,
        version: String(version),
        startsAt: before.startsAt,
        staffId: before.staff.id,
        reason: words.undoReason,
        notify,
      })) {
        form.set(field, value);
      }
      const result = await action(null, form);
      if (result.ok) say(words.undone, before, null);
      else setSaid({ text: result.problem.detail, moved: null, href: hrefOf(done) });
    });
  };

  return (
    <div ref={area} className={lifted === null ? undefined : "cursor-grabbing select-none"}>
      {children}
      {lifted !== null && (
        <div
          aria-hidden="true"
          className="pointer-events-none fixed z-30 overflow-hidden rounded-sm border-2 border-accent bg-raised px-1.5 text-2xs shadow-lift"
          style={lifted.at}
        >
          <b className="font-semibold">{formatTime(lifted.startsAt, reader)}</b>{" "}
          {lifted.event.customer.name}
        </div>
      )}
      {wish !== null && (
        <DropDialog
          {...{ wish, action, company, reader, words, mayOverride }}
          href={hrefOf(wish)}
          onWish={setWish}
          onMoved={(moved) => {
            setWish(null);
            say(words.done, wish, { wish, ...moved });
          }}
          onClose={() => {
            setWish(null);
          }}
        />
      )}
      {said !== null && (
        <Toast
          dismiss={{
            label: words.dismiss,
            onDismiss: () => {
              setSaid(null);
            },
          }}
          actions={
            <>
              {said.moved !== null && (
                <Button
                  size="sm"
                  aria-busy={isUndoing}
                  onClick={() => {
                    if (said.moved !== null && !isUndoing) undo(said.moved);
                  }}
                >
                  {words.undo}
                </Button>
              )}
              {said.href !== null && (
                <ButtonLink size="sm" href={said.href}>
                  {words.open}
                </ButtonLink>
              )}
            </>
          }
        >
          {said.text}
        </Toast>
      )}
    </div>
  );
}
