/** Joins the class names that apply; later ones do not win by order, so never pass two that clash. */
export function joinClasses(...classes: (string | false | undefined)[]): string {
  return classes.filter(Boolean).join(" ");
}
