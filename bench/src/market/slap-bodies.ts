/** What a SlapOS client sends, as it writes it: forms with marshalled values in them. */

const marshalled = (inner: string) => `<marshal>${inner}</marshal>`;

/** A person's request of a root instance; the same each time it is asked again. */
export function requestForm(title: string, softwareRelease: string): string {
  const settings = JSON.stringify({ name: title, frontend: { enable: true }, size: 3 });
  const named = `<string>_</string><string>${settings}</string>`;
  const parameters = `<dictionary id="i2">${named}</dictionary>`;
  return new URLSearchParams({
    software_release: softwareRelease,
    software_type: "default",
    partition_reference: title,
    shared_xml: marshalled("<bool>0</bool>"),
    partition_parameter_xml: marshalled(parameters),
    filter_xml: marshalled('<dictionary id="i2"/>'),
    state: marshalled("<string>started</string>"),
  }).toString();
}
