/** Every way of running software, one line each. */
import { processDriver } from "#node-agent/drivers/process/process.ts";

export const drivers = {
  process: processDriver,
} as const;

export type DriverName = keyof typeof drivers;
/** The driver of a release that names none. */
export const driverDefault: DriverName = "process";
