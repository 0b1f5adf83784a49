/** What SlapOS would answer about COMP-1 with ada's guestbook in it, to the byte. */
import { release } from "#api/slap/testing/slap-market.ts";

type Shown = { readonly guestbook: string; readonly timestamp: string };

export function fullInformation(shown: Shown): string {
  return (busy(shown) + freeAndSoftware).replaceAll("\n", "");
}

function busy({ guestbook, timestamp }: Shown): string {
  return `<marshal><object id="i2" module="slapos.slap.slap" class="Computer">
<tuple><string>COMP-1</string></tuple><dictionary id="i3">
<string>_computer_id</string><string>COMP-1</string>
<string>_computer_partition_list</string><list id="i4">
<object id="i5" module="slapos.slap.slap" class="ComputerPartition">
<tuple><string>COMP-1</string><string>slappart0</string><none/></tuple>
<dictionary id="i6">
<string>_access_status</string>
<string>#building waits for COMP-1 to process it</string>
<string>_computer_id</string><string>COMP-1</string>
<string>_connection_dict</string><dictionary id="i7"/>
<string>_filter_dict</string><dictionary id="i8">
<string>max_price</string><string>4 EUR</string>
<string>region</string><string>europe</string></dictionary>
<string>_instance_guid</string><string>${guestbook}</string>
<string>_need_modification</string><int>1</int>
<string>_parameter_dict</string><dictionary id="i9">
<string>full_ip_list</string><list id="i10"><tuple><string>route_slaptap0</string>
<string>172.16.0.2</string><string>172.16.0.1</string><string>255.255.255.0</string>
<string>172.16.0.0</string></tuple></list>
<string>greeting</string><string>a &amp;amp; b</string>
<string>instance_title</string><string>my-guestbook</string>
<string>ip_list</string><list id="i11"><tuple><string>slaptap0</string>
<string>10.0.0.1</string></tuple><tuple><string>slaptap0</string>
<string>2001:db8:1::2</string></tuple></list>
<string>root_instance_short_title</string><string/>
<string>root_instance_title</string><string>my-guestbook</string>
<string>slap_computer_id</string><string>COMP-1</string>
<string>slap_computer_partition_id</string><string>slappart0</string>
<string>slap_software_release_url</string><string>${release}</string>
<string>slap_software_type</string><string>default</string>
<string>slave_instance_list</string><list id="i12"/>
<string>timestamp</string><int>${timestamp}</int></dictionary>
<string>_partition_id</string><string>slappart0</string>
<string>_request_dict</string><none/>
<string>_requested_state</string><string>started</string>
<string>_software_release_document</string>
<object id="i13" module="slapos.slap.slap" class="SoftwareRelease">
<tuple><string>${release}</string><string>COMP-1</string></tuple><dictionary id="i14">
<string>_computer_guid</string><string>COMP-1</string>
<string>_software_instance_list</string><list id="i15"/>
<string>_software_release</string><string>${release}</string></dictionary></object>
</dictionary></object>`;
}

const freeAndSoftware = `<object id="i16" module="slapos.slap.slap" class="ComputerPartition">
<tuple><string>COMP-1</string><string>slappart1</string><none/></tuple>
<dictionary id="i17">
<string>_computer_id</string><string>COMP-1</string>
<string>_need_modification</string><int>0</int>
<string>_partition_id</string><string>slappart1</string>
<string>_request_dict</string><none/>
<string>_requested_state</string><string>destroyed</string>
<string>_software_release_document</string><none/></dictionary></object></list>
<string>_software_release_list</string><list id="i18">
<object id="i19" module="slapos.slap.slap" class="SoftwareRelease">
<tuple><string>${release}</string><string>COMP-1</string></tuple><dictionary id="i20">
<string>_computer_guid</string><string>COMP-1</string>
<string>_requested_state</string><string>available</string>
<string>_software_instance_list</string><list id="i21"/>
<string>_software_release</string><string>${release}</string></dictionary></object></list>
</dictionary></object></marshal>`;
