import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { Phone } from "./phone";

const read = (number: string, look?: { size: "block" }) =>
  renderToStaticMarkup(<Phone number={number} {...(look && { look })} />);

it("is tapped on to be dialled, as a link and as a button", () => {
  expect(read("030 / 123456")).toBe('<a href="tel:030123456">030 / 123456</a>');
  expect(read("030 / 123456", { size: "block" })).toMatch(
    /^<a class="[^"]+" href="tel:030123456">/,
  );
});

it("is only shown where nobody can dial what was once written in its place", () => {
  expect(read("abc")).toBe("<span>abc</span>");
  expect(read("abc", { size: "block" })).toBe("<span>abc</span>");
});
