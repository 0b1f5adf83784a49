/** The bytes of a request, written once and sent many times. */

type Given = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** As the SlapOS client sends it, but for the certificate: its name, its types, its encoding. */
export function requestBytes({ method, path, headers = {}, body = "" }: Given): Buffer {
  const all = {
    host: "127.0.0.1",
    accept: "*/*",
    "user-agent": "slapos.core/1.24.0",
    ...(method === "POST" && {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": `${Buffer.byteLength(body)}`,
    }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}
