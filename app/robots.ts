import type { MetadataRoute } from "next";

/** Pages that are nobody else's business say so themselves; a crawler has to be let in to read that. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/" } };
}
