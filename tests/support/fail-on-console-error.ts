import { format } from "node:util";

/** An error that was only printed would pass unseen: React's warnings and ours fail the test. */
console.error = (...args: unknown[]) => {
  throw new Error(`console.error was called: ${format(...args)}`);
};
