export { CalendarOutlined as default } from "../drawings.ts";
