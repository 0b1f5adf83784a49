export type { Measured, Row, Scenario } from "./scenario.ts";
