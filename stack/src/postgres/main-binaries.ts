/** Prints the folder of the PostgreSQL programs that came with npm: what the image links to. */
import { postgresBinaries } from "./binaries.ts";

console.log(postgresBinaries());
