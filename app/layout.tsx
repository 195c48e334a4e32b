import "./globals.css";

import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import { requestLocale } from "@/lib/web/locale";
import { sessionLocale } from "@/lib/web/session";

export const metadata: Metadata = {
  title: { default: "Terminportal", template: "%s" },
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await requestLocale(await sessionLocale())} className={GeistSans.variable}>
      <body>{children}</body>
    </html>
  );
}
