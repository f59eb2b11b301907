/**
 * Phones, contacts and e-mail addresses of a file as channels of a contact point.
 * Invariant: a channel is never taken as confirmed; what belongs to a named person is left out. domain.md 7 and 11.
 */
import type { ContactPoint } from '../directory/index.ts';
import { attributesIn, type Attributes } from './attributes.ts';
import { contactMembers, phoneMembers } from './members.ts';
import { dayIn, type Node } from './node.ts';
import type { Offer } from './offers.ts';

type Channel = NonNullable<ContactPoint['channels']>[number];
interface Placed {
  readonly channel: Channel;
  /** Place among the channels as it was written; null: as it comes. */
  readonly order: number | null;
}

const MOST_CHANNELS = 16;
const LONGEST_VALUE = 200;
/** Of phones by RFC 6350; without a type it is a voice line. */
const CHANNEL_OF_TYPE: Readonly<Record<string, string>> = {
  voice: 'office-phone',
  cell: 'office-phone',
  video: 'video',
};
const PERSON_SIGNS = ['name', 'title'] as const;

/** Those of the service and its places; those of the organization where they have none. */
export function channelsOf(offer: Offer): readonly Channel[] {
  const near = [offer.service, ...offer.places, ...offer.locations].flatMap((owner) => ownedBy(offer, owner));
  const { organization } = offer;
  const all = near.length > 0 || organization === null ? near : ownedBy(offer, organization);
  const once = all.filter(
    ({ channel }, index) =>
      all.findIndex(
        (each) => each.channel.value === channel.value && each.channel.channel === channel.channel,
      ) === index,
  );
  if (once.length > MOST_CHANNELS) offer.service.drop('phones', 'too-many');
  const last = Number.MAX_SAFE_INTEGER;
  return once
    .slice(0, MOST_CHANNELS)
    .sort((left, right) => (left.order ?? last) - (right.order ?? last))
    .map(({ channel }) => channel);
}

const read = new WeakMap<Node, readonly Placed[]>();

/** An organization of many services is read once. */
function ownedBy(offer: Offer, owner: Node): readonly Placed[] {
  const held = read.get(owner);
  if (held !== undefined) return held;
  const made = channelsIn(offer, owner);
  read.set(owner, made);
  return made;
}

function channelsIn(offer: Offer, owner: Node): readonly Placed[] {
  const mail = owner.text('email', LONGEST_VALUE);
  return [
    ...offer.within(owner, 'phones').flatMap(phoneOf),
    ...offer.within(owner, 'contacts').flatMap(contactOf),
    // The standard does not say that mail is secure.
    ...(mail === null ? [] : [{ channel: { channel: 'other', value: mail, confirmed: false }, order: null }]),
  ];
}

function phoneOf(phone: Node): readonly Placed[] {
  phone.tellRest(phoneMembers.taken, phoneMembers.known);
  const number = phone.text('number', LONGEST_VALUE);
  const attributes = attributesIn(phone);
  const type = phone.value('type');
  const kind = typeof type === 'string' && type.trim() !== '' ? type.trim().toLowerCase() : 'voice';
  const channel =
    attributes.one('contact-channels')?.code ??
    (Object.hasOwn(CHANNEL_OF_TYPE, kind) ? CHANNEL_OF_TYPE[kind] : undefined);
  return number === null ? [] : [placed(channel ?? 'other', number, attributes)];
}

function contactOf(contact: Node): readonly Placed[] {
  if (PERSON_SIGNS.some((sign) => contact.has(sign))) {
    contact.drop(null, 'person');
    return [];
  }
  contact.tellRest(contactMembers.taken, contactMembers.known);
  const attributes = attributesIn(contact);
  const coded = attributes.one('contact-channels');
  const value = contact.text('email', LONGEST_VALUE) ?? coded?.node.text('value', LONGEST_VALUE) ?? null;
  return [
    ...contact.children('phones').flatMap(phoneOf),
    ...(value === null ? [] : [placed(coded?.code ?? 'other', value, attributes)]),
  ];
}

function placed(channel: string, value: string, attributes: Attributes): Placed {
  const source = attributes.value('source');
  const asOf = attributes.matching('as-of', (text) => dayIn(text) === text);
  const order = attributes.matching('order', (text) => /^\d{1,2}$/.test(text));
  return {
    channel: {
      channel,
      value,
      ...(source === null ? {} : { source }),
      ...(asOf === null ? {} : { asOf }),
      // The sender's confirmation is not ours.
      confirmed: false,
    },
    order: order === null ? null : Number(order),
  };
}
