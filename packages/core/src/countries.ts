/** All of ISO 3166-1 and XK, by which carriers call Kosovo; those first to which most is sent. */
// prettier-ignore
export const countryCodes = (
  "US GB DE FR IT ES CA AU JP NL BE AT CH PL SE DK NO FI IE PT CZ GR HU RO SK SI HR BG EE LV LT LU MT CY CN HK TW MO SG MY TH VN PH ID KR IN NZ BR MX AR CL CO PE RU UA BY KZ TR IL SA AE QA KW BH OM EG ZA NG KE MA TN DZ IS LI MC AD SM RS BA ME XK MK AL MD GE AM AZ UZ KG TJ PK BD LK NP KH LA MM MN BN PR CR PA GT DO EC UY PY BO VE " +
  "AF AG AI AO AQ AS AW AX BB BF BI BJ BL BM BQ BS BT BV BW BZ CC CD CF CG CI CK CM CU CV CW CX DJ DM EH ER ET FJ FK FM FO GA GD GF GG GH GI GL GM GN GP GQ GS GU GW GY HM HN HT IM IO IQ IR JE JM JO KI KM KN KP KY LB LC LR LS LY MF MG MH ML MP MQ MR MS MU MV MW MZ NA NC NE NF NI NR NU PF PG PM PN PS PW RE RW SB SC SD SH SJ SL SN SO SR SS ST SV SX SY SZ TC TD TF TG TK TL TM TO TT TV TZ UG UM VA VC VG VI VU WF WS YE YT ZM ZW"
).split(" ");
const known: ReadonlySet<string> = new Set(countryCodes);
export const isCountry = (code: string): boolean => known.has(code);
