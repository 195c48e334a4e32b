import type { ComponentProps } from "react";

import { joinClasses } from "./join-classes";

export function CardBody({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={joinClasses("grid grid-cols-[minmax(0,1fr)] gap-4 p-4", className)}
      {...props}
    />
  );
}
