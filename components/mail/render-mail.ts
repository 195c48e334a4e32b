import { render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";

/** A mail as HTML and as the plain text of the same sentences. */
export async function renderMail(mail: ReactElement): Promise<{ html: string; text: string }> {
  const html = await render(mail);
  const text = toPlainText(html, {
    wordwrap: 78,
    selectors: [
      { selector: "h1", options: { uppercase: false, leadingLineBreaks: 2 } },
      { selector: '[data-text-format="dataTable"]', options: { colSpacing: 2 } },
    ],
  });

  return { html, text: `${text.trim().replaceAll(/\n{3,}/g, "\n\n")}\n` };
}
