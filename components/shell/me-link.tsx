import type { ReactNode } from "react";

import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";

export type Me = { name: string; role: string; href: string };

type Props = {
  me: Me;
  /** The sign-out form; its button is an icon, the rail is narrow. */
  signOut: ReactNode;
};

/** Who is signed in, at the foot of the rail. */
export function MeLink({ me, signOut }: Props) {
  return (
    <div className="mt-auto flex items-center gap-1 pt-2 max-xl:flex-col">
      <Link
        href={me.href}
        className="flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-md p-2 text-inherit no-underline hover:bg-hover hover:text-inherit"
      >
        <Avatar name={me.name} />
        <span className="min-w-0 text-sm max-xl:sr-only">
          <span className="block truncate">{me.name}</span>
          <span className="block truncate text-xs text-ink-3">{me.role}</span>
        </span>
      </Link>
      {signOut}
    </div>
  );
}
