import { expect, type Locator, type Page } from "@playwright/test";

/** What Tab has to come to: everything visible that can be used, and of a group of radios one. */
function reachable(): string[] {
  const groups = new Set<string>();

  return [
    ...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary"),
  ]
    .filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return false;
      if (element.matches(":disabled, [type=hidden], [tabindex='-1']")) return false;
      if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
      const isFirst = !groups.has(element.name);
      groups.add(element.name);

      return isFirst;
    })
    .map((element, index) => {
      element.dataset["stop"] = String(index);

      return String(index);
    });
}

type Stop = { name: string; stop: string; group: string | null; isSeen: boolean };

/** Where the focus is now, and whether somebody who looks can tell. */
function here(): Stop | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const isRadio = element instanceof HTMLInputElement && element.type === "radio";
  const drawn = [element, element.closest("label") ?? element].map((one) => getComputedStyle(one));

  return {
    name: `${element.tagName} ${element.getAttribute("name") ?? ""} ${element.getAttribute("type") ?? ""}`,
    stop: element.dataset["stop"] ?? "",
    group: isRadio ? element.name : null,
    isSeen: drawn.some(
      ({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none",
    ),
  };
}

/** Everything on the page can be reached with Tab alone, and shows when it is. */
export async function expectKeyboardReaches(page: Page): Promise<void> {
  const wanted = await page.evaluate(reachable);
  const reached = new Set<string>();
  const unseen: string[] = [];
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
  });
  for (
    let presses = 0;
    presses < wanted.length + 20 && reached.size < wanted.length;
    presses += 1
  ) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(here);
    if (stop === null) continue;
    if (!stop.isSeen) unseen.push(stop.name);
    const first =
      stop.group === null
        ? stop.stop
        : await page.evaluate(
            (name) =>
              document.querySelector<HTMLElement>(`input[type=radio][name="${name}"][data-stop]`)
                ?.dataset["stop"] ?? "",
            stop.group,
          );
    // A part that scrolls takes the focus, too, and is nothing to use.
    if (first !== "") reached.add(first);
  }
  const missed = await page.evaluate(
    (stops) =>
      stops.map((stop) => document.querySelector(`[data-stop="${stop}"]`)?.outerHTML.slice(0, 120)),
    wanted.filter((stop) => !reached.has(stop)),
  );

  expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
}

/** More stops than any page has. */
const ENOUGH = 60;

/** Tab, as often as it takes, until the focus is seen on what is wanted: no script puts it there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < ENOUGH && !(await isThere()); presses += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
  expect(await page.evaluate(here)).toMatchObject({ isSeen: true });
}

/** Goes to a link or button with Tab, and uses it: links with Enter, buttons with Space as well. */
export async function tabAndPress(
  page: Page,
  target: Locator,
  key: "Enter" | "Space" = "Enter",
): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
