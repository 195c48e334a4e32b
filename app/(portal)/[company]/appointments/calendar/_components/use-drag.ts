import { type RefObject, useEffect, useRef, useState } from "react";

import { instantAt, snapped } from "@/lib/calendar/rules";
import type { CalendarColumn, CalendarEvent, Stretch } from "@/lib/calendar/schema";

import type { Wish } from "./drop-words";

/** A click that slips a little is still a click. */
const SLIP_PX = 5;

type Column = Pick<CalendarColumn, "key" | "staff" | "clock">;
export type Draggable = {
  columns: readonly Column[];
  events: readonly CalendarEvent[];
  hours: Stretch;
};
export type Lifted = Wish & { at: { left: number; top: number; width: number; height: number } };
type Grab = { event: CalendarEvent; x: number; y: number; offset: number };

/**
 * An appointment that the mouse or a pen carries through the calendar, and where it would stand. A
 * finger scrolls instead. Escape lets go without a drop.
 */
export function useDrag(
  area: RefObject<HTMLElement | null>,
  { columns, events, hours }: Draggable,
  onDrop: (wish: Wish) => void,
): Lifted | null {
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const grab = useRef<Grab | null>(null);
  const wish = useRef<Lifted | null>(null);

  useEffect(() => {
    const root = area.current;
    if (root === null) return;
    const off = new AbortController();
    const on = { signal: off.signal };
    const carry = (next: Lifted | null) => {
      wish.current = next;
      setLifted(next);
    };
    const letGo = () => {
      grab.current = null;
      carry(null);
    };
    const drop = () => {
      const dropped = wish.current;
      letGo();
      if (dropped === null) return;
      swallowClick(root);
      if (!isWhereItWas(dropped)) onDrop(dropped);
    };
    const follow = (move: PointerEvent) => {
      const held = grab.current;
      if (held === null) return;
      const slipped = Math.hypot(move.clientX - held.x, move.clientY - held.y);
      if (wish.current === null && slipped <= SLIP_PX) return;
      carry(placeUnder(root, { columns, hours, held, move }) ?? wish.current);
    };
    const take = (down: PointerEvent) => {
      if (down.button === 0 && down.pointerType !== "touch") grab.current = grabbed(down, events);
    };
    root.addEventListener("pointerdown", take, on);
    window.addEventListener("pointermove", follow, on);
    window.addEventListener("pointerup", drop, on);
    window.addEventListener("pointercancel", letGo, on);
    window.addEventListener("keydown", ({ key }) => key === "Escape" && letGo(), on);

    return () => {
      off.abort();
    };
  }, [area, columns, events, hours, onDrop]);

  return lifted;
}

function grabbed(down: PointerEvent, events: readonly CalendarEvent[]): Grab | null {
  const element = (down.target as Element).closest<HTMLElement>("[data-event]");
  const event = events.find(({ id }) => id === element?.dataset["event"]);
  if (element === null || event === undefined) return null;
  const offset = down.clientY - element.getBoundingClientRect().top;

  return { event, x: down.clientX, y: down.clientY, offset };
}

/** The click that ends a drag would open the appointment. */
function swallowClick(root: HTMLElement): void {
  const stop = (click: Event) => {
    click.preventDefault();
    click.stopPropagation();
  };
  root.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => {
    root.removeEventListener("click", stop, { capture: true });
  });
}

function isWhereItWas({ event, startsAt, staff }: Wish): boolean {
  return startsAt === event.startsAt && staff.id === event.staff.id;
}

type Move = Pick<Draggable, "columns" | "hours"> & { held: Grab; move: PointerEvent };

/** Null where nothing can begin: beside the columns, outside the hours, in what the clock skips. */
function placeUnder(root: HTMLElement, { columns, hours, held, move }: Move): Lifted | null {
  const { event, offset } = held;
  const takes = (Date.parse(event.endsAt) - Date.parse(event.startsAt)) / 60_000;
  for (const { key, staff, clock } of columns) {
    const box = root.querySelector(`[data-column="${key}"]`)?.getBoundingClientRect();
    if (box === undefined || move.clientX < box.left || move.clientX >= box.right) continue;
    const perMinute = box.height / (hours.to - hours.from);
    const minute = snapped(
      hours.from + (move.clientY - offset - box.top) / perMinute,
      event.stepMinutes,
    );
    const startsAt = instantAt(clock, minute);
    if (startsAt === null || minute < hours.from || minute + takes > hours.to) return null;
    const top = box.top + (minute - hours.from) * perMinute;
    const at = { left: box.left, top, width: box.width, height: takes * perMinute };

    return { event, startsAt: startsAt.toISOString(), staff, at };
  }

  return null;
}
