import { describe, expect, it } from "vitest";

import { type Namespace, translator } from "@/lib/platform/messages";
import { type Locale, localeSchema } from "@/lib/shared/schema";

type Place = [area: Namespace, key: string];

/** What has become of an e-mail, with its word, and the places that name it. */
const SAID: Record<string, { de: string; en: string; places: Place[] }> = {
  "whatever needs somebody's attention": {
    ...{ de: "nicht angekommen", en: "did not arrive" },
    places: [
      ["delivery", "stats.attention"],
      ["delivery", "filter.states.attention"],
      ["delivery", "chart.bad"],
      ["portal", "nav.failedMails"],
      ["portal", "dashboard.stats.failedMails"],
      ["portal", "dashboard.todo.otherMails"],
      ["portal", "dashboard.todo.otherMailsText"],
      ["portal", "dashboard.todo.manyMailsFailText"],
    ],
  },
  "given up by us": {
    ...{ de: "nicht gesendet", en: "not sent" },
    places: [
      ["delivery", "state.failed"],
      ["delivery", "event.failed"],
      ["team", "state.notSent"],
      ["team", "invitation.event.not_sent"],
      ["portal", "dashboard.todo.failed"],
      ["portal", "dashboard.todo.failedText"],
      ["activity", "event.invitation_failed"],
      ["activity", "counts.invitation_emails_processed"],
    ],
  },
  "reported back by the mail service": {
    ...{ de: "unzustellbar", en: "undeliverable" },
    places: [
      ["delivery", "state.bounced"],
      ["delivery", "event.bounced"],
      ["team", "state.bounced"],
      ["team", "invitations.tab.bounced"],
      ["team", "invitation.event.bounced"],
      ["portal", "dashboard.todo.returned"],
      ["activity", "event.invitation_bounced"],
    ],
  },
  "not taken by the mail service": {
    ...{ de: "abgelehnt", en: "refused" },
    places: [
      ["delivery", "state.refused"],
      ["delivery", "event.provider_failed"],
      ["team", "invitation.event.failed"],
    ],
  },
};

const values = { count: 2, bad: 2, total: 9, sent: 1, failed: 1, email: "anna@example.org" };
const said = (locale: Locale, [area, key]: Place) =>
  translator(locale, area)(key, values).toLowerCase();

describe.each(localeSchema.options)("what has become of an e-mail, in %s", (locale) => {
  it.each(Object.entries(SAID))("has one word where it is %s", (_state, { places, ...words }) => {
    const others = places.filter((place) => !said(locale, place).includes(words[locale]));

    expect(others).toEqual([]);
  });
});
