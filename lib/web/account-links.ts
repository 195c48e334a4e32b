import "server-only";

import { cookies } from "next/headers";

import { secretCookie } from "@/lib/web/session";

type AccountLink = {
  /** Takes the secret out of the address at once, like every link of ours, and shows the page. */
  route: (token: string) => Promise<Response>;
  /** The token of the link that was opened in this browser, or an empty one. */
  read: () => Promise<string>;
  forget: () => Promise<void>;
};

function accountLink(path: string, seconds: number): AccountLink {
  const name = path.slice(1);
  const keep = async (token: string, maxAge: number) => {
    (await cookies()).set(name, token, secretCookie(path, maxAge));
  };

  return {
    route: async (token) => {
      await keep(token.slice(0, 100), seconds);

      return new Response(null, {
        status: 303,
        headers: { location: path, "cache-control": "no-store", "referrer-policy": "no-referrer" },
      });
    },
    read: async () => (await cookies()).get(name)?.value ?? "",
    forget: () => keep("", 0),
  };
}

export const RESET_LINK = accountLink("/reset-password", 3600);
export const SETUP_LINK = accountLink("/setup", 3600);
export const EMAIL_LINK = accountLink("/confirm-email", 86_400);
