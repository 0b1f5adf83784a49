/** A TCP port on loopback that nobody listens on at this moment. */
import { createServer } from "node:net";

/** The wanted port when it is free; otherwise, or when 0, any free one. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.unref();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" && wanted !== 0 ? resolve(freePort()) : reject(error),
    );
    probe.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
