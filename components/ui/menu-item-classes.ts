/** A link or a form's button inside a Menu. */
export const MENU_ITEM_CLASSES =
  "flex min-h-control w-full items-center gap-2 rounded-md px-3 text-left text-ink no-underline hover:bg-hover hover:text-ink focus-visible:-outline-offset-2";
