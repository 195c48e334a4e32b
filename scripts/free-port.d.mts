/** The wanted port, or the next free one. */
export function freePort(wanted: number): Promise<number>;
