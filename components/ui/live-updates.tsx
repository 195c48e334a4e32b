"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const EVERY_MS = 4000;

type Props = {
  /** Where the page's present mark is to be had. */
  source: string;
  /** What the page shows, as a mark: another one means that there is something new. */
  mark: string;
  everyMs?: number;
  labels: { on: string; off: string };
};

/** Draws the page again when what it shows has changed; without JavaScript there is a link. */
export function LiveUpdates(props: Props) {
  const [client] = useState(() => new QueryClient());

  return (
    <QueryClientProvider client={client}>
      <Watch {...props} />
    </QueryClientProvider>
  );
}

function Watch({ source, mark, everyMs = EVERY_MS, labels }: Props) {
  const router = useRouter();
  const { data, isError, isSuccess } = useQuery({
    queryKey: [source],
    queryFn: async ({ signal }) => {
      const response = await fetch(source, { signal });
      if (!response.ok) throw new Error(response.statusText);

      return (await response.json()) as { mark: string };
    },
    refetchInterval: everyMs,
    retry: false,
  });
  const seen = data?.mark ?? mark;
  useEffect(() => {
    if (seen !== mark) router.refresh();
  }, [seen, mark, router]);

  return (
    <p className="text-xs text-ink-2" role="status">
      {isError && labels.off}
      {isSuccess && labels.on}
    </p>
  );
}
