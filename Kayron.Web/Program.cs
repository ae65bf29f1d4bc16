using Kayron.Web.Cli;
using Kayron.Web.Hosting;

using var termination = new TerminationSignals();
return await CommandLine.RunAsync(args, CommandContext.OfProcess(), termination.Token);
