export { CheckOutlined as default } from "../drawings.ts";
