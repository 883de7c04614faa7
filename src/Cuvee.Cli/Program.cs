return Cuvee.Cli.CommandLine.Run(args);
