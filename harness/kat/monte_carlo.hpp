#pragma once

#include "probes/module.hpp"

namespace fipsprobe {

// run_monte_carlo does one outer round of a Monte Carlo test: operation.iterations operations on the module, the next input of
// each made by the rule. The outcome is that of the last operation, or of the first one that is not done.
//   digests   M(i) = MD(i-3) | MD(i-2) | MD(i-1), all three the seed at first (SHAVS §6.4), cut off or filled with zeros to one
//             size in ACVP's "alternate" form; M(i) = MD(i-1) (SHA3VS §6.2.3); SHAKE: SHA3VS §6.3.3
//   AES       AESAVS §6.4: the next input is the output of one feedback register before; of the IV in the first register
//   3DES      SP 800-20 §5 and TMOVS: encryption with CBC as AES, all others feed back what the mode's register holds
Outcome run_monte_carlo(Module& module, const MonteCarloOperation& operation);

}  // namespace fipsprobe
