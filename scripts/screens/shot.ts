import type { Page } from "@playwright/test";

import { OWNER, signInAs } from "../../e2e/support/portal";

/** `wide` is for desks, `narrow` for what people open on a phone. */
export type Shot = {
  name: string;
  size: "wide" | "narrow";
  open: (page: Page) => Promise<unknown>;
};

/** Pages of a list of paths, as one person sees them; the name says which it is. */
export function wide(email: string, paths: Record<string, string>): Shot[] {
  return Object.entries(paths).map(([name, path]) => ({
    name,
    size: "wide",
    open: async (page: Page) => {
      await signInAs(page, email);
      await page.goto(path);
    },
  }));
}

/** The owner's pages below the company's address. */
export function own(paths: Record<string, string>): Shot[] {
  return wide(
    OWNER,
    Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, `/morgenlicht${path}`])),
  );
}
