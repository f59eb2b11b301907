/**
 * Members of HSDS 3.0 that an import takes, and those that a contact point has no member for.
 * Invariant: a member of the standard is never called unknown. openreferral/specification, 279fd2e (and 3.1: urls,
 * capacities, label).
 */
export interface Members {
  readonly taken: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

const members = (taken: string, known: string): Members => ({
  taken: new Set(`id metadata ${taken}`.split(' ')),
  known: new Set(known.split(' ')),
});

export const serviceMembers = members(
  'organization_id name alternate_name status email eligibility_description minimum_age maximum_age assured_date ' +
    'last_modified phones schedules service_areas service_at_locations languages organization contacts attributes',
  'program_id description url interpretation_services application_process fees_description wait_time fees ' +
    'accreditations assurer_email licenses alert funding cost_options program required_documents additional_urls ' +
    'capacities',
);
export const organizationMembers = members(
  'name alternate_name email phones contacts locations organization_identifiers attributes services',
  'description website tax_status tax_id year_incorporated legal_status logo uri parent_organization_id funding ' +
    'programs additional_websites',
);
export const placeMembers = members(
  'service_id location_id location phones contacts schedules',
  'description service_areas attributes',
);
export const locationMembers = members(
  'organization_id location_type addresses phones contacts schedules languages',
  'url name alternate_name description transportation latitude longitude external_identifier ' +
    'external_identifier_type accessibility attributes',
);
export const phoneMembers = members(
  'location_id service_id organization_id contact_id service_at_location_id number type attributes',
  'extension description languages',
);
export const contactMembers = members(
  'organization_id service_id service_at_location_id location_id name title department email phones attributes',
  '',
);
export const scheduleMembers = members(
  'service_id location_id service_at_location_id valid_from valid_to dtstart until timezone wkst freq interval count ' +
    'byday byweekno bymonthday byyearday opens_at closes_at attributes',
  'description schedule_link attending_type notes',
);
