// The crosswalks are data: every value of HTCDS 2.0 that concerns our lists has a code, and what is written is a value of
// the standard. The picklists stand here as the field sheet has them. github.com/UNMigration/HTCDS, 3c2f653.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeList } from '../../../services/lib/contract/index.ts';
import { ctdcVariables } from '../../../services/lib/htcds/index.ts';
import { htcdsOf, spelt } from '../../../services/lib/htcds/codes.ts';

const ISIC = `A_AgricultureForestryAndFishing B_MiningAndQuarrying C_Manufacturing
  D_ElectricityGasSteamAndAirConditioningSupply E_WaterSupplySewerageWasteManagement F_Construction
  G_WholesaleAndRetailTradeRepairOfMotorVehicles H_TransportationAndStorage I_AccommodationAndFoodServiceActivities
  J_InformationAndCommunication K_FinancialAndInsuranceActivities L_RealEstateActivities
  M_ProfessionalScientificAndTechnicalActivities N_AdministrativeAndSupportServiceActivities
  O_PublicAdministrationAndDefence P_Education Q_HumanHealthAndSocialWorkActivities R_ArtsEntertainmentAndRecreation
  S_OtherServiceActivities T_ActivitiesOfHouseholdsAsEmployers U_ActivitiesOfExtraterritorialOrganizations`;
const PICKLISTS: Readonly<Record<string, string>> = {
  sex: 'Feminine Masculine TransgenderFeminine TransgenderMasculine NonConforming NonSpecifiedUnknown',
  status: 'PossibleVictimOfTrafficking ActualVictimOfTrafficking NotAVictimOfTrafficking',
  'kind-of-body': 'Police NGO CourtOrProsecution NonPoliceGovernmentalOrganization Other',
  exploitation:
    'ForcedLabour SexualExploitation ChildLabour ForcedMarriage Servitude ForcedMilitaryByNonStateActors OrganRemoval ForcedBegging ForcedAdoption Surrogacy Other',
  'sexual-exploitation-kinds': 'Prostitution Pornography RemoteInteractiveServices PrivateSexualServices',
  means:
    'PhysicalThreats ThreatsLawEnforcement ThreatensChildrenFamily DebtBondage FalsePromises PhysicalAbuse SexualAbuse TakesEarnings RestrictsFinancialAccess RestrictsMedicalCare WithholdsNecessities PsychologicalAbuse PsychoactiveSubstance ExcessiveWorkingHours WithholdsDocuments Other',
  'labour-sectors': ISIC,
  'recruiter-relations': 'Familial Acquainted Unaquainted',
  'recruitment-methods':
    'AtAPlaceOfBusiness AtAnEducationalInstitution AtWork ThroughOnlineSocialNetworks ThroughAnOnlineAdvertisement ThroughATelevisionAdvert ThroughANewspaperAdvert ThroughFamilyOrFamilyEvents ThroughFriendsOrSocialEvents Other',
  services:
    'Education Financial Health LabourExploitationRehabilitation Legal Livelihood RightsBasedTraining SexualExploitationRehabilitation SocialCare',
  stages: 'AdditionalServicesRequired MigrationOrChangeOfLocation Other',
};
const ORG_TYPES =
  'NGO LawEnforcement HealthServiceOrganisation CentralGovernmentOrganisation LocalGovernmentOrganisation ImmigrationService LegalService SchoolOrCollege';

describe('every value of a picklist has a code that writes it again, and nothing else is written', () => {
  for (const [list, picklist] of Object.entries(PICKLISTS))
    test(list, () => {
      const values = picklist.split(/\s+/);
      for (const value of values) {
        const code = spelt(list, value);
        assert.ok(code !== null, value);
        assert.equal(htcdsOf(list, code), value);
      }
      for (const { code, htcds } of codeList(list).codes)
        if (typeof htcds === 'string') assert.ok(values.includes(htcds), `${code}: ${htcds}`);
    });
});

test('types of organisation: each but the business has a kind of body', () => {
  const used = new Set(codeList('kind-of-body').codes.flatMap(({ htcdsOrgType }) => htcdsOrgType ?? []));
  assert.deepEqual([...used].sort(), ORG_TYPES.split(' ').sort());
});

test('what HTCDS lacks is there: three means more than its sheet, forced criminality, confinement', () => {
  const means = codeList('means').codes.map(({ code }) => code);
  for (const code of ['restricts-movement', 'uses-children', 'abuse-of-vulnerability'])
    assert.ok(means.includes(code));
  assert.equal(htcdsOf('exploitation', 'forced-criminality', 'Other'), 'Other');
  assert.equal(htcdsOf('exploitation', 'not-established', 'Other'), null, 'not established is no form');
});

test('ctdc names a variable of the codebook, or a value of one', () => {
  const values = new Set<string>([...ctdcVariables, 'Man', 'Woman', 'Trans/Transgender/NonConforming']);
  for (const list of [
    'exploitation',
    'means',
    'labour-sectors',
    'sexual-exploitation-kinds',
    'recruiter-relations',
    'sex',
  ])
    for (const { code, ctdc } of codeList(list).codes)
      if (ctdc !== undefined) assert.ok(values.has(ctdc), `${list} ${code}`);
  for (const { code, ctdc } of codeList('citizenship').codes)
    if (code !== 'XS' && code !== 'XX') assert.match(ctdc ?? '', /^[A-Z]{3}$/, code);
});
