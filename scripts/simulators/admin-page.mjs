const escape = (text) =>
  String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The simulator's page for people: what it accepted, what it is told to do wrong. */
export function adminPage({ counts, reports, faults, mails }) {
  const facts = Object.entries({ ...counts, ...reports })
    .map(([name, value]) => `<li>${escape(name)}: <b>${escape(value)}</b></li>`)
    .join("");
  const rows = mails
    .map(
      ({ at, told, lastEvent, id }) =>
        `<tr><td>${new Date(at).toISOString().slice(11, 19)}</td><td>${escape(told.to)}</td>` +
        `<td>${escape(told.subject)}</td><td>${escape(lastEvent ?? "")}</td><td>${escape(id)}</td></tr>`,
    )
    .join("");

  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Resend, simulated</title>
<style>body{font:14px system-ui;margin:2rem}td,th{padding:.2rem .8rem .2rem 0;text-align:left}</style>
<h1>Resend, simulated</h1><ul>${facts}</ul><p>Faults: ${escape(JSON.stringify(faults))}</p>
<table><tr><th>UTC</th><th>to</th><th>subject</th><th>last event</th><th>id</th></tr>${rows}</table></html>`;
}
