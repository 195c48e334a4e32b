export function postmasterPid(cluster: string): number | undefined;
