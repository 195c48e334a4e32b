import { CLOSES, isWorking, OPENS_MINUTE, ZONE } from "./calendar";
import { SERVICES, STAFF } from "./names";

/** How many of the salon's people have a calendar at the simulated Cal.com: the first ones of Berlin. */
const HOSTS = 3;
const FIRST_HOST_ID = 7001;
const FIRST_EVENT_TYPE_ID = 10_000;

const ascii = (text: string) =>
  text
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ı/g, "i")
    .normalize("NFD")
    .replace(/[^a-z ]/g, "")
    .trim()
    .replace(/ +/g, ".");

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const hosts = STAFF.slice(0, HOSTS).map(([name], index) => ({
  id: FIRST_HOST_ID + index,
  name,
  email: `${ascii(name)}@morgenlicht.example`,
  username: ascii(name),
  timeZone: ZONE,
  weekly: Object.fromEntries(
    Object.entries(CLOSES)
      .filter(([weekday]) => isWorking(index, Number(weekday)))
      .map(
        ([weekday, closes]) => [weekday, [clock(OPENS_MINUTE), clock(closes)] as const] as const,
      ),
  ),
}));

/** One for each service and host, so that a booking there is with whom it is here. */
const eventTypes = hosts.flatMap((host, hostIndex) =>
  SERVICES.map(([title, lengthInMinutes], index) => ({
    id: FIRST_EVENT_TYPE_ID + 100 * hostIndex + index + 1,
    slug: `${ascii(title).replaceAll(".", "-")}-${host.username.replaceAll(".", "-")}`,
    title: `${title} (${host.name})`,
    lengthInMinutes,
    hostIds: [host.id],
  })),
);

/** The demo salon's account at the simulated Cal.com. The key opens nothing but that. */
export const account = {
  apiKeys: ["cal_live_morgenlicht"],
  me: {
    id: 7000,
    email: "hallo@morgenlicht.example",
    username: "salon.morgenlicht",
    timeZone: ZONE,
  },
  hosts,
  eventTypes,
};
