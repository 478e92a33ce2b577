#pragma once

#include <string_view>

#include "harness/model/key.hpp"
#include "tests/real-modules/signatures_by_openssl.hpp"
#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

// Keys and answers for the tests of NSS, in hexadecimal, made once with OpenSSL 3 (through pyca/cryptography 48) and with
// Python: implementations that are not under test.
namespace fipsprobe::test {

inline const char* const kNss3112 = "al2023-nss/libsoftokn3.so";
inline const char* const kNss390 = "al2023-nss-3.90/libsoftokn3.so";
inline const char* const kNss3110 = "debian13-nss/libsoftokn3.so";
inline const char* const kNss387 = "debian12-nss/libsoftokn3.so";

// RSA-2048, e = 65537.
inline constexpr std::string_view kN =
    "db08671fe128d9eddbd9e93c02647f3353144bc5f9732d73b01f67014bfe69b2f6be3d35f2012a9662713c0ec83635a48678a0da"
    "aa01c73ffe291e386317ae1aeaec6ec1ab9e421aa3ea71d5ae326cd93718c4171379adf71e3086f2e1c38d2cc3d800868b99f4db"
    "b01c4c087cd5208850026b34c5d8d860cbdbe4a24c75d43795b8f8f9059e965a1ab3ae9b93aba76133247cc5db1e42a1cf5a11e3"
    "26ff1883385fb38bc97fceddd7f0bfde33affaf91ce376d73ae7e16b2d99d9454d7029b358ed5e22f035dfdd9e7d7024492f5e1f"
    "800fd300fe825dcdd9ead36177b391d7ac7cd49af04a5313b49d8db672f12d05f4e5375baf23efd49d77fc0eeb84e9c1";
inline constexpr std::string_view kD =
    "0d6930dcbda5d95d98276a119ebd21e16debdd459973db17a5341003cf200c3f5d1e99eb79964711f3043742d9b10184f1c79524"
    "3c526c6d6b71bfb020c79a753b16f7c3578f62a16451ca8f6479818b0575c88c57e8bc6d47f9bd4a85e699f850a3b32909c746fb"
    "f4471043f90638e625bd772c519498cf88eddd5c6f596bd1502c8fbc6dabaa2852bfefebff385ff7087e677036bbbe998f21a9d9"
    "1a3ddc35b89028f832427736d5b511c56cf8e85eb137d66519b7175822644be484d4aef5fe68d05a3acfa351415f9297623ae719"
    "be89b1bba8c6718dbff5b996baf6f320291c8ba581958cdf036eaefa221a923e04ea056d868374e3eae404ac5c626891";
inline constexpr std::string_view kP =
    "f79ffd33f566b4912a3cee006b7b353314a657d67f20b2890812b90696acb154305e40dad07beed168b473a468fc2ff906005b67"
    "3033f7cc1943c8b9083024414fe299851f6b17547426c28642518c85f985f38a4957daa91ef728efe5fcc5ea9eee652516dc0c44"
    "1670007dd1ea87ce55344400da5aa4e9ae5083d8dc4ac231";
inline constexpr std::string_view kQ =
    "e270dac15134c96b4225eaf3b4ffb260df6dc5c5f6b1c726967bb4d329f0e641664840dac4fc5d5c2073998763dcf8f2bdfaaf66"
    "7b28673d92d7e60beb58a7089814a6e45767d64359c259d67bb18ed7905bfe3b427cbafe73698f8c3cb85991d4c46f834bc1abc3"
    "41f63a9a5da68c4c6c7eb95a0fb76e73fb4492bb14f4ac91";
inline constexpr std::string_view kDp =
    "de93f4686bc0b1b57a1de260863bed09c919ec0265aae24fc1edf25a35bd6c779c325c6152dcd3416fb823ea3863d64b2455d5d2"
    "dec5178b617a4845e9523c846865ea507a792c334164459da0a6e484d850cb2415e0de2efe2273ad8f30b245be2dd2c48fd3a342"
    "e0583458e402c7a77376d35960ebf1280b035c3fe5635d41";
inline constexpr std::string_view kDq =
    "18e16f97e83555a05c6f5026a10fab68eb83e344423bfc76e7f805c1620d5f2f766e9ff9a9c554f8c7740c3d8d227d94267dc202"
    "0fac3bd3cf2bbbd23974cf3da980336a4994563da6422d9edc8e80f47c9f2f0b11de24a9cac2a18c362bc763b7ae31d68a5f6861"
    "1701582517ff31d13fe698b5259ef11afb53e88f77d8fe91";
inline constexpr std::string_view kQinv =
    "dd42be82f58e5d0f6c7296d37b2f753d451e39f600be0964dae1029839b38ea70e5a1c1f516bf90141f52b4da7c32bff14192b6b"
    "a57ee040716fdb06b014627ac2fc35e960264966f5cb9d895627bdc4221967f93fecdf0b3ac2f45b0b3a4c42835f413224c79112"
    "214cca2ab0b1c99ef1d7d22bbfaf70a60cc8d3395a707eba";
// PKCS#1 v1.5 with SHA-256 of kSignedMessage.
inline constexpr std::string_view kPkcs1Sha256Signature =
    "927df5d332c248d0ea38c7f8c655fd2bd7acf0d5d829a90e060a103179ffce8e88cc2ccaa127f94783c10fd5909169ca58462b03"
    "89f52169159a2db59afdcb4a59c51c7f0882930f861fcc85dea8038d61b0fbe67fdb7a7fa01eba1abbaa29bacef9d6c0993e8d68"
    "76bca4da86820e6741af44e182cab85c45ab37b16172de656e3713692a649288d545d811edd00047ab8eac00fb0311932293a9cf"
    "2416215d772f84125283e6c88fcf9b5ae954a5fb1e64a26c6e99047e3ba234db5eebda99e349b9aef5642cf50111842111c5a52a"
    "6d5107e75897d97df67b65117a44b410437303950fca50990be65c3361b84032770e49f451225a4e13a5e032ad3e59a6";
// "secret" by PKCS#1 v1.5, by OAEP with SHA-256 and MGF1 with SHA-1 and the label "label", and as a bare number.
inline constexpr std::string_view kPkcs1Ciphertext =
    "bb44fafd513aee60c51101839d4b15751ddf91e4215751625fa414266e86bee8abe9b823dc21ce0643bb1a70192eda979b4f1764"
    "115eabaee9323c003f57b229e4d90b49083386767bcd9ba722b9e9fdd527119fb0e5c7eb732fc0dd36be359f2a9535b18d5609f5"
    "af31495e4eb2b9770111e34c24b837fb9d8e0d25d882a237d48e6bec87da5d703b22cf06499cfe3bc391d04527db3dda00a80cc0"
    "53ad74394f6c686e1f6eae90441f3bf044c51f7d109522f479bfc8484cce3c7082972038c6f2671d77e77adc353f1b1d7f94eac3"
    "585552e9acc75cc075d26abf55d4bc5f32f8da284427eaad11c5307e47b6f61b011584aa485d35337054f0a7b2ae2851";
inline constexpr std::string_view kOaepCiphertext =
    "685db3685e224b4cebda6dc838c7ba9233da2195dac3994ed053c296127fca0728e34d6e4a6f06ac49f2eba51e4b9c044b6e519a"
    "b0a79cbd37b1f7904e38af8916dc5a3abddd69e0b6d55244954d2a9c556c0e43540c46409a7bc906c273193f82e6fb1066ab24eb"
    "ecc18508c1f89837894b07e9bcbfb8e546003f8894164eeba0e35497b240245745920b279b631dd2951ed3c35b4f7ae52b82e389"
    "227652ba942a1bfac87c6243af598dd66e0ca18abad048036b648d0a49c5c39570a79dc19ec78cb3d5add73c33fb9f159c4ac412"
    "8445cd08e32ae126cc9d43fda9bc9b3e74fb7b12c6c407a1ffd803807cc47f976eab7735ebcb8112781d368af24305b0";
inline constexpr std::string_view kRawCiphertext =
    "79bca3bc8d96de89601936494990c65b91d8fcd8eac621623439c2dd74a909de794da848baa98ba3e36d9abf75a581135a0b2d0d"
    "215c16b3dbfa479a9198f77c3995787ba675320686721c37a197e3ec23502d1d2832913093c61869dc3584daa3802f2bf8f11191"
    "84daceb204c2b5dc37c2e71089bf89c12953570a95e079eda8445e67d498b2972738e126d4ccdaf869084f4e433563182a82327e"
    "1407de35c06dbd8cbd937106e2d8e33452502baddeea55984080b96ad31724cc6423029ea81fb31396ae3cf8d75041bdedf30172"
    "ebe614c77e1ef1ddb956943ef35c73b28e52461d73fa6058832535574ab900733cad4175f8506b74a38df8d47ea98f6e";
// FFDH in the group of kDsa2048P, Q, G: a private key, and its secret with kDsa2048Y (Python's pow).
inline constexpr std::string_view kFfdhX = "29ca61bc8c51a0893a26ee7ee53cdd1d5b7d96351155f199d09734f2c1cc6f57";
inline constexpr std::string_view kFfdhZ =
    "6cf0d6d337308ded5905a446d6f488ec016057ab18ce0a7b63d4b76657a9277ebf4d9e006906e719385b58aecb61e512ed19ae3c"
    "ff2353209e717186101cdce822024260021d625604dd2129125b1666ced3e2d8b5807c92f08b138ff098de36c41e95fcdd140d10"
    "502ce3da0233deee9b455ff14bb1eb29479dc1a92c24b86ca38b7b666d33340a09e53d091f0234982eb80e9901874b2b0814a99c"
    "abb3ea93c635a965eb4fbb6d7545374399f01bb9b7b2eb49949cec4f4a8135be304e97a2953d9699d00e3d10791568cf00623bc5"
    "ccc660a1b38555e0e65fce1847da5feb6c3bc4dd6d732f4487cc04af832c81761fdc8cc59350a20eef47023cdb107061";

inline constexpr std::string_view kFfdhY =
    "84274c8ace9436cc04bf86fb4c0e73a98885e6c415575e4dfe9e0ef5f50e0ed9fb80c14d99a93afe09707efd716a3e2642abc6b3"
    "41a7b8704ebf9d42f59fc7027a4a178e02f2d811e5e5a70726f85679191752cc0b330e161dc168e4026364cbc0114877d4691535"
    "18494dd87e648afdff0bed21b39934557a0d40f3711513cdebe3deaba15649b8780b298ec7221c5736562b29d02b34efa56b95e4"
    "fb72554dac538d3e50ffdf1081b4f42e654306d25d0d2b1c832dceb4e4685731e710578bd9ffc789691a074249bdb05f8c926272"
    "0cc0d2255dcd5f2d84fd3a0eadbf2fd3ff0896ac1563d0a9a81a24b5aa284b937a55937dd0045293dd37c39b0d162516";

// rsa_key returns the key with all its numbers, rsa_key_of_exponents with n, e and d only, as CAVP's files give it.
inline RsaPrivateKey rsa_key() {
  return {.n = hex(kN),
          .e = hex("010001"),
          .d = hex(kD),
          .p = hex(kP),
          .q = hex(kQ),
          .dp = hex(kDp),
          .dq = hex(kDq),
          .qinv = hex(kQinv)};
}
inline RsaPrivateKey rsa_key_of_exponents() {
  return {.n = hex(kN), .e = hex("010001"), .d = hex(kD), .p = {}, .q = {}, .dp = {}, .dq = {}, .qinv = {}};
}
inline DsaPrivateKey ffdh_key() {
  return {.p = hex(kDsa2048P), .q = hex(kDsa2048Q), .g = hex(kDsa2048G), .x = hex(kFfdhX), .y = {}};
}

// RFC 6979 §A.2.5: the key of P-256.
inline EcPrivateKey p256_key() {
  return {.curve = Curve::p256,
          .d = hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
          .x = hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
          .y = hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")};
}

}  // namespace fipsprobe::test
