import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link within the portal. Nothing is fetched ahead: each page is made for its request, so that asking for every link in sight
 * costs the server ten times the page and gives the reader nothing.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
