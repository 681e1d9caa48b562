// Writes the bundled sample: a believable planning cycle as three CRM exports of different dialects, and its rules.
// usage: node scripts/make-sample.mjs [folder]   (default resources/sample; same bytes every time)
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'resources', 'sample');
const DAY = 86_400_000;
const HISTORY_START = Date.UTC(2025, 6, 1);
const HORIZON_START = Date.UTC(2027, 0, 4);
const CONTACTS = 2000;
const REPS = 12;

let state = 20270104;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const pad = (value, width) => String(value).padStart(width, '0');
const isoDay = (ms) => new Date(ms).toISOString().slice(0, 10);
const slashDay = (ms) => isoDay(ms).split('-').reverse().join('/');
const decimalComma = (value) => value.toFixed(2).replace('.', ',');

/** Check digit of an NPI: Luhn over the ten-digit number behind the prefix 80840. */
function npi(serial) {
  const body = `19${pad(serial, 7)}`;
  const digits = Array.from(`80840${body}`).reverse().map(Number);
  const sum = digits.reduce((total, digit, at) => total + (at % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** The truth the history is drawn from; tests compare what the response model finds. */
const channels = {
  email: { base: 0.09, saturation: 0.75, cost: 0.4, outcome: 'open', delay: 3, perMonth: 1.5, label: 'Email' },
  rep_email: { base: 0.16, saturation: 0.8, cost: 2.5, outcome: 'click', delay: 4, perMonth: 0.45, label: 'Rep-Email' },
  call: { base: 0.2, saturation: 0.7, cost: 22, outcome: 'meeting', delay: 9, perMonth: 0.22, label: 'Phone Call' },
  visit: { base: 0.3, saturation: 0.72, cost: 95, outcome: 'prescription', delay: 16, perMonth: 0.3, label: 'Visit' },
  webinar: { base: 0.12, saturation: 0.6, cost: 12, outcome: 'attended', delay: 1, perMonth: 0.12, label: 'Webinar' },
};
const segmentEffect = { A: 1.5, B: 1.15, C: 0.85, D: 0.55 };
const segmentShare = { A: 0.15, B: 0.3, C: 0.35, D: 0.2 };
const specialties = ['Cardiology', 'Endocrinology', 'Family Medicine', 'Internal Medicine', 'Nephrology', 'Oncology'];
const cities = [
  ['Northfield', 'North', '01'], ['Harbor Point', 'North', '02'], ['Eastgate', 'East', '03'], ['Millbrook', 'East', '04'],
  ['Southport', 'South', '05'], ['Ridgeway', 'South', '06'], ['Westhaven', 'West', '07'], ['Lakeside', 'West', '08'],
];
const blackouts = [
  { id: 'congress-week', from: isoDay(HORIZON_START + 9 * DAY), to: isoDay(HORIZON_START + 11 * DAY), segments: ['A'] },
  { id: 'audit-days', from: isoDay(HORIZON_START + 16 * DAY), to: isoDay(HORIZON_START + 17 * DAY), channels: ['call', 'visit'] },
  { id: 'regional-holiday', from: isoDay(HORIZON_START + 21 * DAY), to: isoDay(HORIZON_START + 21 * DAY), territories: ['South'] },
];

function pickSegment() {
  let left = random();
  for (const [segment, share] of Object.entries(segmentShare)) if ((left -= share) < 0) return segment;
  return 'D';
}

const contacts = Array.from({ length: CONTACTS }, (_, at) => {
  const segment = pickSegment();
  const rep = Math.floor((at * REPS) / CONTACTS) + 1;
  const [city, region, zone] = cities[Math.floor(((rep - 1) * cities.length) / REPS)];
  return {
    id: `HCP-${pad(at + 1, 5)}`, npi: npi(at + 1), name: `Prescriber ${pad(at + 1, 4)}`, specialty: pick(specialties), segment, rep: `R${pad(rep, 2)}`, region, city,
    zip: `${zone}${pad(Math.floor(random() * 1000), 3)}`, value: Math.round(30 * segmentEffect[segment] * Math.exp(0.5 * normal()) * 100) / 100,
    effect: Math.exp(0.35 * normal()), email: random() > 0.06 ? `prescriber${pad(at + 1, 4)}@example.org` : '', optOut: random() < 0.04,
    lastYear: Math.floor(120 * segmentEffect[segment] * random()),
  };
});

const touches = [];
const outcomes = [];
const campaigns = ['Spring Launch', 'Heart Health'];
for (const contact of contacts) {
  for (const [channel, truth] of Object.entries(channels)) {
    if (channel === 'email' && (contact.optOut || contact.email === '')) continue;
    const recent = [];
    let ms = HISTORY_START - (Math.log(1 - random()) * 30 * DAY) / (truth.perMonth * segmentEffect[contact.segment]);
    while (ms < HORIZON_START - DAY) {
      const day = Math.floor(ms / DAY) * DAY;
      const weekday = new Date(day).getUTCDay();
      if (weekday !== 0 && weekday !== 6) {
        while (recent.length > 0 && day - recent[0] > 90 * DAY) recent.shift();
        const season = 1 + 0.12 * Math.sin((2 * Math.PI * (day - HISTORY_START)) / (365 * DAY));
        const p = Math.min(0.95, truth.base * segmentEffect[contact.segment] * contact.effect * season * truth.saturation ** Math.min(4, recent.length));
        const minute = 8 * 60 + Math.floor(random() * 540);
        const campaign = random() < 0.35 ? pick(campaigns) : '';
        touches.push({ at: day + minute * 60_000, contact, channel, campaign, cost: truth.cost });
        recent.push(day);
        if (random() < p) {
          const answered = day + (minute + 30 + Math.floor(random() * truth.delay * 1440)) * 60_000;
          if (answered < HORIZON_START - DAY) outcomes.push({ at: answered, contact, channel, kind: truth.outcome, value: truth.outcome === 'prescription' ? 1 + Math.floor(random() * 4) : 1 });
        }
      }
      ms += (-Math.log(1 - random()) * 30 * DAY) / (truth.perMonth * segmentEffect[contact.segment]) + 2 * DAY;
    }
  }
}
touches.sort((a, b) => a.at - b.at || (a.contact.id < b.contact.id ? -1 : 1) || (a.channel < b.channel ? -1 : 1));
outcomes.sort((a, b) => a.at - b.at || (a.contact.id < b.contact.id ? -1 : 1));

const clock = (ms) => new Date(ms).toISOString().slice(11, 16);
const contactLine = (c) => [c.id, c.npi, c.name, c.specialty, c.segment, c.rep, c.region, c.city, c.zip, c.email, c.value.toFixed(2), c.lastYear, c.optOut ? 'Yes' : 'No'].join(',');
const contactLines = contacts.map(contactLine);
// What real exports bring: a row twice, an NPI with a wrong check digit, a row without an ID, a value that is no number, a footer.
contactLines.splice(1200, 0, contactLine(contacts[420]));
contactLines.splice(1500, 0, contactLine({ ...contacts[7], id: 'HCP-90001', npi: '1900000010', email: '' }));
contactLines.splice(1600, 0, contactLine({ ...contacts[8], id: '', npi: '', email: '' }));
contactLines.splice(1700, 0, contactLine({ ...contacts[9], id: 'HCP-90002', npi: npi(90002), email: '' }).replace(/,[\d.]+,(\d+),(Yes|No)$/, ',n/a pending,$1,$2'));
const contactsCsv = `﻿HCP ID,NPI,HCP Name,Specialty,Segment,Rep ID,Territory,City,Postal Code,Email,Annual Value,Rx Last Year,Email Opt Out\r\n${contactLines.join('\r\n')}\r\nTotal: ${contactLines.length} records\r\n`;
const touchesCsv = `Activity ID;HCP ID;Activity Date;Activity Time;Channel;Rep ID;Campaign;Cost\n${touches.map((t, at) => [`ACT-${pad(at + 1, 6)}`, t.contact.id, slashDay(t.at), clock(t.at), channels[t.channel].label, t.contact.rep, t.campaign, decimalComma(t.cost)].join(';')).join('\n')}\n`;
const outcomesCsv = `Outcome ID\tHCP ID\tOccurred At\tOutcome Type\tChannel\tValue\n${outcomes.map((o, at) => [`OUT-${pad(at + 1, 6)}`, o.contact.id, `${isoDay(o.at)}T${clock(o.at)}:00`, o.kind, channels[o.channel].label, o.value].join('\t')).join('\n')}\n`;

const weekdays = [1, 2, 3, 4, 5];
const rules = {
  format: 'omnivor.rules/1',
  horizon: { start: isoDay(HORIZON_START), days: 28 },
  channels: [
    { id: 'email', unitCost: 0.4, saturation: 0.7, maxPerContact: 4, cooldownDays: 5, weekdays },
    { id: 'rep_email', unitCost: 2.5, saturation: 0.7, maxPerContact: 2, cooldownDays: 7, weekdays },
    { id: 'call', unitCost: 22, saturation: 0.6, maxPerContact: 2, cooldownDays: 10, weekdays },
    { id: 'visit', unitCost: 95, saturation: 0.6, maxPerContact: 2, cooldownDays: 12, weekdays },
    { id: 'webinar', unitCost: 12, saturation: 0.5, maxPerContact: 1, cooldownDays: 14, weekdays: [2, 4] },
  ],
  constraints: [
    { id: 'email-week', kind: 'capacity', channels: ['email'], per: 'week', max: 700 },
    { id: 'rep-email-week', kind: 'capacity', channels: ['rep_email'], per: 'week', max: 320 },
    { id: 'call-week', kind: 'capacity', channels: ['call'], per: 'week', max: 160 },
    { id: 'webinar-seats', kind: 'capacity', channels: ['webinar'], per: 'week', max: 60 },
    { id: 'rep-day', kind: 'rep_capacity', channels: ['call', 'visit'], per: 'day', max: 6 },
    { id: 'budget', kind: 'budget', max: 48_000 },
    { id: 'visit-budget-south', kind: 'budget', channels: ['visit'], territories: ['South'], max: 9_500 },
    { id: 'rest', kind: 'frequency', windowDays: 7, max: 2 },
    { id: 'calm', kind: 'frequency', channels: ['call', 'visit'], windowDays: 14, max: 1 },
    ...blackouts.map((blackout) => ({ ...blackout, kind: 'blackout' })),
    { id: 'reach-A', kind: 'coverage', segments: ['A'], minShare: 0.8 },
    { id: 'cardiology-watch', kind: 'capacity', enforce: false, channels: ['visit'], segments: ['A', 'B'], per: 'week', max: 90 },
  ],
  fixed: [{ contact: contacts[41].id, channel: 'visit', date: isoDay(HORIZON_START + 8 * DAY) }],
  forbidden: [{ contact: contacts[77].id, channel: 'email', date: isoDay(HORIZON_START + 1 * DAY) }],
  objective: { metric: 'lift' },
  contacts: { value: { column: 'value', fallback: 10 }, segment: { column: 'segment', fallback: 'D' }, territory: { column: 'territory' }, rep: { column: 'rep' } },
};
const truth = {
  note: 'What the history was drawn from: response to a first touch = base x segment effect x contact effect (log-normal, sd 0.35) x season (12 %); each further touch within 90 days x saturation.',
  channels: Object.fromEntries(Object.entries(channels).map(([id, { base, saturation, delay }]) => [id, { base, saturation, longestDelayDays: delay }])),
  segmentEffect,
  contacts: { rows: contactLines.length, duplicates: 1, rejected: 3, footers: 1 },
  touches: touches.length,
  outcomes: outcomes.length,
};
const where = (...conditions) => ({ join: 'and', conditions: conditions.map(([column, operator, value]) => ({ column, operator, value })) });
const horizonDay = (day) => isoDay(HORIZON_START + day * DAY);
/** Four campaigns: two that collide over the best cardiologists, one whose touches took place before the horizon, one draft. */
const sampleCampaigns = {
  format: 'omnivor.sample-campaigns/1',
  audiences: [
    { name: 'Cardiology A and B', filter: where(['specialty', 'is', 'Cardiology'], ['segment', 'any_of', ['A', 'B']]) },
    { name: 'Cardiology and Endocrinology A', filter: where(['specialty', 'any_of', ['Cardiology', 'Endocrinology']], ['segment', 'is', 'A']) },
    { name: 'Nephrology', filter: where(['specialty', 'is', 'Nephrology']) },
    { name: 'Oncology B', filter: where(['specialty', 'is', 'Oncology'], ['segment', 'is', 'B']) },
  ],
  campaigns: [
    {
      name: campaigns[0], brand: 'Brand One', businessUnit: 'Cardiovascular', priority: 80, status: 'active', from: horizonDay(0), to: horizonDay(20), audience: 'Cardiology A and B', channelMix: { email: 0.7, visit: 0.3 }, budget: 9000,
      reservations: [
        { filter: where(['specialty', 'is', 'Cardiology'], ['segment', 'any_of', ['A', 'B']]), channel: 'email', kind: 'exclusive', from: horizonDay(0), to: horizonDay(6), canPreempt: true },
        { filter: where(['specialty', 'is', 'Cardiology'], ['segment', 'is', 'A']), channel: 'visit', kind: 'priority', from: horizonDay(7), to: horizonDay(20), canPreempt: false },
      ],
    },
    {
      name: campaigns[1], brand: 'Brand Two', businessUnit: 'Cardiovascular', priority: 60, status: 'active', from: horizonDay(0), to: horizonDay(27), audience: 'Cardiology and Endocrinology A', channelMix: { email: 0.6, call: 0.4 }, budget: 3000,
      reservations: [
        { filter: where(['specialty', 'is', 'Endocrinology'], ['segment', 'is', 'A']), channel: 'email', kind: 'exclusive', from: horizonDay(4), to: horizonDay(13), canPreempt: true },
        { filter: where(['specialty', 'is', 'Cardiology'], ['segment', 'is', 'A'], ['territory', 'any_of', ['North', 'East']]), channel: 'email', kind: 'exclusive', from: horizonDay(4), to: horizonDay(13), canPreempt: true },
        { filter: where(['specialty', 'is', 'Cardiology'], ['segment', 'is', 'A'], ['territory', 'any_of', ['South', 'West']]), channel: 'email', kind: 'exclusive', from: horizonDay(4), to: horizonDay(13), canPreempt: false },
        { filter: where(['specialty', 'any_of', ['Cardiology', 'Endocrinology']], ['segment', 'is', 'A']), channel: 'call', kind: 'soft', from: horizonDay(14), to: horizonDay(27), canPreempt: true },
      ],
    },
    {
      name: 'Winter Renewal', brand: 'Brand Three', businessUnit: 'Renal', priority: 40, status: 'active', from: horizonDay(-21), to: horizonDay(11), audience: 'Nephrology', channelMix: { rep_email: 1 }, budget: 1200,
      reservations: [{ filter: where(['specialty', 'is', 'Nephrology']), channel: 'rep_email', kind: 'soft', from: horizonDay(-21), to: horizonDay(11), canPreempt: true }],
    },
    {
      name: 'Patient Dialogue', brand: 'Brand Four', businessUnit: 'Oncology', priority: 50, status: 'draft', from: horizonDay(14), to: horizonDay(25), audience: 'Oncology B', channelMix: { webinar: 1 }, budget: 1500,
      reservations: [{ filter: where(['specialty', 'is', 'Oncology'], ['segment', 'is', 'B']), channel: 'webinar', kind: 'soft', from: horizonDay(14), to: horizonDay(25), canPreempt: true }],
    },
  ],
};
/** Three scenarios: a mix, a branch of it with more e-mail, and a policy that learns among the cardiologists. */
const sampleScenarios = {
  format: 'omnivor.sample-scenarios/1',
  scenarios: [
    {
      name: 'Base case', notes: 'Every channel about as often as last year.', parent: null, audience: null, horizon: null, withoutRules: [],
      policy: { kind: 'mix', actionsPerContact: 3, shares: { email: 0.5, rep_email: 0.2, call: 0.15, visit: 0.1, webinar: 0.05 } },
      assumptions: {}, replications: 200, seed: 20270104,
    },
    {
      name: 'E-mail instead of visits', notes: 'What is lost if half of the visits become e-mails, and how much the budget keeps.', parent: 'Base case', audience: null, horizon: null, withoutRules: [],
      policy: { kind: 'mix', actionsPerContact: 3, shares: { email: 0.65, rep_email: 0.15, call: 0.1, visit: 0.05, webinar: 0.05 } },
      assumptions: {}, replications: 200, seed: 20270104,
    },
    {
      name: 'Learning among cardiologists', notes: 'Channels are chosen as answers come in; contacts tire of what they got before.', parent: null, audience: 'Cardiology A and B', horizon: null, withoutRules: [],
      policy: { kind: 'bandit', rule: 'thompson', actionsPerContact: 3 },
      assumptions: { fatigue: { perTouch: 0.05, halfLifeDays: 14 } }, replications: 100, seed: 20270104,
    },
  ],
};

mkdirSync(folder, { recursive: true });
const files = { 'contacts.csv': contactsCsv, 'touches.csv': touchesCsv, 'outcomes.csv': outcomesCsv, 'campaigns.json': `${JSON.stringify(sampleCampaigns, null, 2)}\n`, 'scenarios.json': `${JSON.stringify(sampleScenarios, null, 2)}\n`, 'rules.json': `${JSON.stringify(rules, null, 2)}\n`, 'truth.json': `${JSON.stringify(truth, null, 2)}\n` };
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
process.stderr.write(`${contactLines.length} contacts, ${touches.length} touches, ${outcomes.length} outcomes.\n`);
