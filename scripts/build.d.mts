export function ensureBuild(
  env: Record<string, string>,
  options: { say: (line: string) => void },
): Promise<void>;
