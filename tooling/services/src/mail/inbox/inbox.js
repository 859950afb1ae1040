// The inbox page: lists the mails, shows the one in the address (#id), and follows what arrives.
const list = document.getElementById('list');
const none = document.getElementById('none');
const count = document.getElementById('count');
const query = document.getElementById('query');
const article = document.getElementById('mail');
const nothing_chosen = article.innerHTML;

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

let shown_id = '';

function person(mailbox) {
  if (!mailbox) return '';
  return mailbox.Name ? `${mailbox.Name} <${mailbox.Address}>` : mailbox.Address;
}

function people(mailboxes) {
  return mailboxes.map(person).join(', ');
}

function clone(id) {
  return document.getElementById(id).content.cloneNode(true);
}

async function load() {
  const text = query.value.trim();
  const address = text ? `/api/v1/search?limit=500&query=${encodeURIComponent(text)}` : '/api/v1/messages?limit=500';
  const found = await (await fetch(address)).json();
  count.hidden = found.total === 0;
  count.textContent = String(found.total);
  document.title = found.unread > 0 ? `(${found.unread}) Inbox · Setiket` : 'Inbox · Setiket';
  none.hidden = found.messages.length > 0;
  none.textContent = text ? 'No mail fits this search.' : 'No mail yet. What Setiket sends shows up here at once.';
  list.replaceChildren(...found.messages.map(row));
}

function row(mail) {
  const node = clone('row');
  const link = node.querySelector('a');
  const created = new Date(mail.Created);
  link.href = `#${mail.ID}`;
  if (mail.ID === shown_id) link.setAttribute('aria-current', 'true');
  node.querySelector('li').classList.toggle('unread', !mail.Read);
  node.querySelector('.to').textContent = people(mail.To) || people(mail.Bcc);
  const stamp = node.querySelector('time');
  stamp.dateTime = mail.Created;
  stamp.textContent =
    created.toDateString() === new Date().toDateString() ? time.format(created) : date.format(created);
  node.querySelector('.subject').textContent = mail.Subject || '(no subject)';
  node.querySelector('.snippet').textContent =
    `${mail.Attachments > 0 ? `+${mail.Attachments} · ` : ''}${mail.Snippet}`;
  return node;
}

async function open(id) {
  shown_id = id;
  document.body.classList.toggle('reading', id !== '');
  const response = id ? await fetch(`/api/v1/message/${id}`) : undefined;
  if (!response?.ok) {
    article.innerHTML = nothing_chosen;
    document.body.classList.remove('reading');
    return load();
  }
  show(await response.json());
  await load();
}

function show(mail) {
  const node = clone('open');
  node.querySelector('.subject').textContent = mail.Subject || '(no subject)';
  node.querySelector('.back').addEventListener('click', () => {
    location.hash = '';
  });
  const lines = { From: person(mail.From), To: people(mail.To), Cc: people(mail.Cc), Bcc: people(mail.Bcc) };
  lines.Date = date.format(new Date(mail.Date));
  const details = node.querySelector('dl');
  for (const [name, value] of Object.entries(lines)) {
    if (!value) continue;
    details.append(Object.assign(document.createElement('dt'), { textContent: name }));
    details.append(Object.assign(document.createElement('dd'), { textContent: value }));
  }
  node.querySelector('.attachments').append(...mail.Attachments.map((part) => attachment(mail, part)));
  const body = node.querySelector('.body');
  const tabs = [...node.querySelectorAll('[data-view]')];
  for (const tab of tabs) {
    if (tab.dataset.view === 'html') tab.hidden = !mail.HTML;
    tab.addEventListener('click', () => select(mail, body, tabs, tab.dataset.view));
  }
  article.replaceChildren(node);
  select(mail, body, tabs, mail.HTML ? 'html' : 'text');
}

function attachment(mail, part) {
  const item = document.createElement('li');
  const size = part.Size > 1_000_000 ? `${(part.Size / 1e6).toFixed(1)} MB` : `${Math.ceil(part.Size / 1000)} kB`;
  const link = document.createElement('a');
  link.href = `/api/v1/message/${mail.ID}/part/${part.PartID}`;
  link.textContent = `${part.FileName || part.ContentType} · ${size}`;
  item.append(link);
  return item;
}

async function select(mail, body, tabs, view) {
  for (const tab of tabs) tab.setAttribute('aria-selected', String(tab.dataset.view === view));
  if (view === 'html') {
    const frame = document.createElement('iframe');
    frame.title = 'The mail';
    frame.sandbox = 'allow-popups allow-popups-to-escape-sandbox';
    frame.src = `/view/${mail.ID}.html`;
    return body.replaceChildren(frame);
  }
  const text = view === 'text' ? mail.Text : await (await fetch(`/api/v1/message/${mail.ID}/raw`)).text();
  body.replaceChildren(Object.assign(document.createElement('pre'), { textContent: text || '(no text)' }));
}

document.getElementById('clear').addEventListener('click', async () => {
  if (!confirm('Delete every mail in this inbox?')) return;
  await fetch('/api/v1/messages', { method: 'DELETE' });
  location.hash = '';
});
query.addEventListener('input', load);
addEventListener('hashchange', () => open(location.hash.slice(1)));
new EventSource('/events').addEventListener('message', load);
open(location.hash.slice(1));
