/** Every page that shows something of the Master, one line each. */
import type { Page } from "#portal/page.ts";
import { instancePage } from "./instance.ts";
import { instancesPage } from "./instances.ts";
import { invoicePage } from "./invoice.ts";
import { invoicesPage } from "./invoices.ts";
import { marketPage } from "./market.ts";

export const pages: readonly Page[] = [
  instancesPage,
  instancePage,
  marketPage,
  invoicesPage,
  invoicePage,
];
