export function findBrowser(): string | undefined;
export function ensureBrowser(options: { say: (line: string) => void }): Promise<string>;
