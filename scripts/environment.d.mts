type Variables = Readonly<Record<string, string | undefined>>;

export function readSecrets(folder: string): Record<string, string>;
export function appPassword(authSecret: string): string;
export function setupLink(url: string, env: Variables): string;
export function asAppRole(ownerUrl: string, authSecret: string): string;
export function localEnvironment(folder: string, given?: Variables): Record<string, string>;
export function ownDatabase(given?: Variables): {
  ownerUrl: string;
  rolePassword: string | undefined;
  env: { DATABASE_URL: string; SCHEDULER: string };
};
