import type { Running } from "./embedded-database.mjs";

export function hasDatabase(state: Running, name: string): Promise<boolean>;
export function createDatabase(state: Running, name: string, template?: string): Promise<void>;
export function renameDatabase(state: Running, from: string, to: string): Promise<void>;
