type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };

export function missingFromLock(lock: Lock): { name: string; version: string }[];
