import { Client } from "pg";

import { insertActivity } from "./demo/activity";
import { insertAppointments, letTimePass } from "./demo/appointments";
import { plan } from "./demo/calendar";
import { queueConfirmations } from "./demo/confirmations";
import { insertInvitations } from "./demo/invitations";
import { SERVICES, STAFF } from "./demo/names";
import { insertSalon } from "./demo/people";
import { randomNumbers } from "./demo/random";
import { insertSecondCompany } from "./demo/second-company";

/** Fills an empty database with a salon group as it might be today. One transaction, some seconds. */
export async function seed(ownerUrl: string): Promise<void> {
  const client = new Client(ownerUrl);
  await client.connect();
  const random = randomNumbers(20_261_123);

  try {
    await client.query("begin");
    const salon = await insertSalon(client, random);
    const durations = SERVICES.map(([, minutes]) => minutes);
    const planned = plan(random, STAFF.length, durations);
    await insertAppointments(client, random, { salon, planned });
    await letTimePass(client, salon.companyId);
    await insertInvitations(client, salon);
    await insertActivity(client, salon.companyId);
    await insertSecondCompany(client);
    await queueConfirmations(client, salon.companyId);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
