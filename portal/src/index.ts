export { buildPortal, type PortalOptions } from "./portal.ts";
