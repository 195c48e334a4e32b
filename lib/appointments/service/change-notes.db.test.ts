import { beforeEach, describe, expect, it } from "vitest";

import { NotesChanged } from "@/lib/appointments/errors";
import { notesSchema } from "@/lib/appointments/schema";
import { changeNotes } from "@/lib/appointments/service/change-notes";
import { listTimeline } from "@/lib/appointments/service/list-timeline";
import type { Actor } from "@/lib/tenancy/actor";
import { NotFound } from "@/lib/tenancy/errors";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  linkHolder,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const write = (notes: string, seenNotes = "", actor: Actor = salon.owner) =>
  changeNotes(as(salon.companyId, actor), { appointmentId, seenNotes, notes });
const row = async () =>
  (await stored("select notes, version from appointments where id = $1", appointmentId))[0];

describe("changeNotes", () => {
  it("writes a note without a new version; the log knows who, and not what", async () => {
    await write("Kommt mit Hund");
    expect(await row()).toEqual({ notes: "Kommt mit Hund", version: 1 });
    await write("", "Kommt mit Hund");
    expect(await row()).toEqual({ notes: null, version: 1 });

    const timeline = await listTimeline(as(salon.companyId, salon.owner), appointmentId);
    expect(timeline.filter(({ action }) => action === "notes_changed")).toHaveLength(2);
    expect(JSON.stringify(timeline)).not.toContain("Hund");
  });

  it("does not write over what a colleague wrote meanwhile, and shows it", async () => {
    await write("Kommt mit Hund");

    await expect(write("Kommt allein")).rejects.toThrow(NotesChanged);
    await expect(write("Kommt allein")).rejects.toMatchObject({
      details: { notes: "Kommt mit Hund" },
    });
    expect(await row()).toMatchObject({ notes: "Kommt mit Hund" });
  });

  it.each(["Kommt mit Hund\nund Kind", "Kommt mit Hund\r\nund Kind"])(
    "changes a note of several lines, whoever has written it: %j",
    async (notes) => {
      await stored("update appointments set notes = $2 where id = $1", appointmentId, notes);
      const seenNotes = notes.replaceAll(/\r?\n/g, "\r\n");
      const typed = { appointmentId, seenNotes, notes: `${seenNotes}\r\num zehn` };
      await changeNotes(as(salon.companyId, salon.owner), notesSchema.parse(typed));

      expect(await row()).toMatchObject({ notes: "Kommt mit Hund\nund Kind\num zehn" });
    },
  );

  it("is the company's: neither a colleague elsewhere nor the customer writes or reads of it", async () => {
    const colleague = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
    const customer = linkHolder(salon, appointmentId);
    await write("Kommt mit Hund");

    await expect(write("x", "", colleague)).rejects.toThrow(NotFound);
    await expect(write("x", "", customer)).rejects.toThrow(NotFound);
    const seen = await listTimeline(as(salon.companyId, customer), appointmentId);
    expect(seen.map(({ action }) => action)).toEqual(["created"]);
  });
});
