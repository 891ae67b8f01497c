export { ClockCircleOutlined as default } from "../drawings.ts";
