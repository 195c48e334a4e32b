import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  /** Cancelled, withdrawn: its time is struck through and its name grey. */
  isOff?: boolean;
};

export function TableRow({ children, isOff = false }: Props) {
  return (
    <tr
      role="row"
      data-off={isOff || undefined}
      className="group/row border-b border-line last:border-b-0 hover:bg-hover max-lg:relative max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:px-4 max-lg:py-3 lg:last:[&>td:first-child]:rounded-bl-lg lg:last:[&>td:last-child]:rounded-br-lg"
    >
      {children}
    </tr>
  );
}
