import { randomUUID } from "node:crypto";

import { Refusal } from "./refusal.mjs";

const toSubscription = ({ id, subscriberUrl, triggers, active, payloadTemplate, secret }) => ({
  ...{ id, subscriberUrl, triggers, active },
  ...{ payloadTemplate: payloadTemplate ?? null, secret: secret ?? null },
});

/** Who wants to be told of what. */
export function subscriptionList() {
  const subscriptions = new Map();

  function find(id) {
    const subscription = subscriptions.get(id);
    if (subscription === undefined) throw new Refusal(404, `Webhook with id=${id} not found`);

    return subscription;
  }

  return {
    wanting: (trigger) =>
      [...subscriptions.values()].filter((one) => one.active && one.triggers.includes(trigger)),
    subscribe(input) {
      const subscription = { ...input, id: randomUUID() };
      subscriptions.set(subscription.id, subscription);

      return toSubscription(subscription);
    },
    list: () => [...subscriptions.values()].map(toSubscription),
    get: (id) => toSubscription(find(id)),
    change(id, fields) {
      subscriptions.set(id, { ...find(id), ...fields });

      return toSubscription(find(id));
    },
    unsubscribe(id) {
      const gone = toSubscription(find(id));
      subscriptions.delete(id);

      return gone;
    },
    all: () => [...subscriptions.values()],
    restore: (subscription) => void subscriptions.set(subscription.id, subscription),
    clear: () => subscriptions.clear(),
  };
}
