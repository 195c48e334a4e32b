import type { ComponentProps } from "react";

/** A layout table; children are rows. */
export function MailTable({ children, ...props }: ComponentProps<"table">) {
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" border={0} {...props}>
      <tbody>{children}</tbody>
    </table>
  );
}
