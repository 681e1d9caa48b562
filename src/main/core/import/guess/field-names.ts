import type { ContactField } from '../../../../engine/model/contact.ts';

/** Names that exports give to the planner's fields, in plain words; the earlier, the surer. English, German, French, Spanish. */
export const contactFieldNames: Readonly<Record<ContactField, readonly string[]>> = {
  key: [
    'contact id', 'contact key', 'hcp id', 'customer id', 'client id', 'person id', 'lead id', 'member id', 'subscriber key', 'subscriber id', 'external id', 'crm id', 'veeva id', 'onekey id', 'party id', 'physician id',
    'doctor id', 'prescriber id', 'provider id', 'account id', 'record id', 'user id', 'company id', 'organization id', 'organisation id', 'internal id', 'contact', 'id', 'key', 'uid', 'uuid', 'guid', 'vid', 'account', 'customer', 'hcp',
    'physician', 'doctor', 'prescriber', 'kontakt id', 'kennung', 'kundennummer', 'kunden nr', 'kundennr', 'kunden id', 'arzt id', 'kontaktnummer', 'personennummer', 'id contact', 'id client', 'numero client', 'code client', 'id cliente',
    'id contacto', 'codigo cliente', 'numero de cliente', 'contact number', 'customer number', 'client number', 'account number', 'customer no', 'contact identifier',
  ],
  name: [
    'name', 'full name', 'contact name', 'display name', 'hcp name', 'physician name', 'doctor name', 'provider full name', 'provider name', 'customer name', 'client name', 'account name', 'company name', 'organization name',
    'organisation name', 'formatted name', 'companyname', 'vollstandiger name', 'kontaktname', 'kundenname', 'nom complet', 'nombre completo', 'nombre y apellidos', 'person', 'lead name',
  ],
  first_name: ['first name', 'firstname', 'given name', 'forename', 'first', 'vorname', 'prenom', 'nombre', 'nombre de pila'],
  last_name: ['last name', 'lastname', 'surname', 'family name', 'last', 'nachname', 'familienname', 'nom', 'nom de famille', 'apellido', 'apellidos'],
  email: ['email', 'email address', 'emailaddress', 'email 1', 'primary email', 'work email', 'business email', 'contact email', 'mail', 'email adresse', 'adresse email', 'courriel', 'correo', 'correo electronico', 'emailadresse'],
  phone: ['phone', 'phone number', 'telephone', 'telephone number', 'mobile', 'mobile phone', 'mobile phone number', 'business phone', 'work phone', 'tel', 'telefon', 'telefonnummer', 'telefono', 'numero de telephone', 'handy'],
  npi: ['npi', 'npi number', 'npi no', 'npi id', 'national provider identifier', 'provider npi'],
  specialty: ['specialty', 'speciality', 'specialty description', 'primary specialty', 'specialty 1', 'medical specialty', 'fachrichtung', 'fachgebiet', 'specialite', 'especialidad'],
  segment: ['segment', 'segmentation', 'customer segment', 'tier', 'segment name', 'target class', 'class', 'abc', 'klasse', 'kundensegment', 'segmento', 'decile'],
  territory: ['territory', 'territory name', 'territory id', 'sales territory', 'brick', 'gebiet', 'verkaufsgebiet', 'bezirk', 'secteur', 'territoire', 'territorio', 'zona'],
  rep: [
    'rep', 'sales rep', 'representative', 'sales representative', 'rep name', 'rep id', 'owner', 'contact owner', 'account owner', 'owner name', 'assigned to', 'account manager', 'aussendienst', 'aussendienstmitarbeiter', 'vertreter',
    'betreuer', 'delegue', 'visiteur', 'commercial', 'representante', 'delegado', 'propietario', 'lead owner', 'msl', 'company owner',
  ],
  street: ['street', 'street address', 'address', 'address 1', 'address line 1', 'address1', 'mailing street', 'strasse', 'adresse', 'anschrift', 'rue', 'calle', 'direccion'],
  postal_code: ['postal code', 'zip', 'zip code', 'zipcode', 'postcode', 'post code', 'mailing postal code', 'plz', 'postleitzahl', 'code postal', 'codigo postal', 'cp'],
  city: ['city', 'town', 'mailing city', 'provider city', 'ort', 'stadt', 'wohnort', 'ville', 'ciudad', 'localidad', 'companycity', 'company city'],
  region: ['region', 'state', 'state region', 'state province', 'province', 'state or province', 'mailing state', 'bundesland', 'kanton', 'departement', 'provincia', 'estado', 'companystate', 'county'],
  country: ['country', 'country region', 'country code', 'mailing country', 'land', 'pays', 'pais', 'companycountry', 'nation'],
  value: ['value', 'contact value', 'customer value', 'hcp value', 'annual value', 'yearly value', 'potential value', 'target value', 'expected value', 'planning value', 'potential', 'score', 'points', 'annual revenue', 'lifetime value', 'clv', 'ltv', 'wert', 'kundenwert', 'potenzial', 'valeur', 'potentiel', 'valor', 'potencial'],
};

/** Columns that say whose touch or outcome a row is. */
export const referenceNames = {
  contact: contactFieldNames.key,
  contact_email: ['associated contact email', 'contact email', 'email', 'email address', 'recipient', 'recipient email', 'to', 'to address', 'customer email', ...contactFieldNames.email],
  contact_npi: contactFieldNames.npi,
} as const;

export const touchNames = {
  source_key: [
    'activity id', 'touch id', 'touchpoint id', 'interaction id', 'call id', 'event id', 'message id', 'send id', 'engagement id', 'task id', 'visit id', 'record id', 'external id', 'aktivitat id', 'besuchs id', 'id activite', 'id actividad', 'id',
  ],
  date: [
    'date', 'activity date', 'touch date', 'call date', 'visit date', 'interaction date', 'contact date', 'date time', 'datetime', 'timestamp', 'time', 'sent at', 'sent date', 'send date', 'sent time', 'occurred at', 'occurred on', 'event date', 'event time',
    'start date', 'start time', 'date of call', 'date of visit', 'day', 'datum', 'datum uhrzeit', 'zeitpunkt', 'besuchsdatum', 'kontaktdatum', 'versanddatum', 'fecha', 'fecha hora', 'fecha de visita', 'date de visite', 'date appel', 'date heure', 'date hit', 'planned date',
  ],
  channel: [
    'channel', 'touch channel', 'activity type', 'interaction type', 'touch type', 'call channel', 'contact channel', 'communication channel', 'engagement channel', 'contact type', 'contact method', 'call type', 'communication type', 'medium', 'method', 'kanal', 'kontaktart', 'kontaktkanal',
    'aktivitatstyp', 'canal', 'type d activite', 'tipo de actividad', 'tipo de contacto', 'contact', 'kontakt',
  ],
  kind: ['type', 'touch kind', 'kind', 'status', 'activity status', 'sub type', 'subtype', 'action', 'typ', 'art', 'type de contact', 'tipo', 'subject'],
  campaign: ['campaign', 'campaign name', 'campaign id', 'kampagne', 'campagne', 'campana', 'program', 'programme', 'initiative'],
  cost: ['cost', 'unit cost', 'touch cost', 'costs', 'spend', 'expense', 'kosten', 'cout', 'coste', 'costo', 'price'],
} as const;

export const outcomeNames = {
  source_key: ['outcome id', 'event id', 'deal id', 'opportunity id', 'order id', 'ticket id', 'transaction id', 'response id', 'conversion id', 'record id', 'external id', 'ergebnis id', 'id'],
  date: [
    'outcome date', 'date', 'event date', 'close date', 'closed date', 'order date', 'conversion date', 'response date', 'purchase date', 'transaction date', 'date time', 'datetime', 'timestamp', 'time', 'occurred at', 'activity date', 'fill date', 'prescription date', 'datum', 'ergebnisdatum',
    'abschlussdatum', 'fecha', 'fecha de cierre', 'date de cloture', 'day', 'create date', 'created date',
  ],
  channel: ['channel', 'source channel', 'ticket source', 'kanal', 'canal'],
  kind: [
    'outcome', 'outcome type', 'outcome kind', 'result', 'response', 'response type', 'event', 'event type', 'event name', 'conversion', 'conversion type', 'disposition', 'deal stage', 'stage', 'opportunity stage', 'ticket status', 'status', 'type', 'kind', 'ergebnis', 'reaktion', 'resultat', 'resultado',
    'respuesta', 'reponse',
  ],
  value: ['value', 'outcome value', 'amount', 'revenue', 'sales', 'total', 'deal amount', 'order value', 'price', 'quantity', 'trx', 'nrx', 'spend', 'betrag', 'umsatz', 'wert', 'montant', 'chiffre d affaires', 'importe', 'valor', 'ventas'],
} as const;

/** Yes/no columns that tell of an outcome by themselves. */
export const flagOutcomeNames = [
  'y', 'outcome', 'response', 'responded', 'converted', 'conversion', 'visit', 'visited', 'opened', 'open', 'clicked', 'click', 'purchase', 'purchased', 'bought', 'success', 'target', 'deposit', 'subscribed', 'attended', 'replied', 'reply', 'ergebnis', 'gekauft', 'reagiert', 'achat', 'compra',
] as const;

/** Value columns that belong to a bought or converted outcome rather than to a mere sign of interest. */
export const conversionNames = /\b(?:conversion|converted|purchase|purchased|bought|order|sale|sold|achat|compra|gekauft|deposit)\b/u;
