// Stands in for "server-only", which throws outside Next unless resolved with its own condition.
export {};
